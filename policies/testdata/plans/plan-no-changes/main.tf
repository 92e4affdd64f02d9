# An empty configuration: the plan holds no resource at all.

locals {
  nothing = true
}
