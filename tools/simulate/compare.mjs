// Asks the simulator what keywright's evaluator was asked, and prints where the two differ.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const [, , cases, modules] = process.argv
const resolve = createRequire(pathToFileURL(join(modules, 'x.js'))).resolve
const { runSimulation } = await import(pathToFileURL(resolve('@cloud-copilot/iam-simulate')))

// Decide takes identity policies that it is not given for such as allow the request.
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

let asked = 0, allowed = 0, refused = 0
const differ = []
for (const line of readFileSync(cases, 'utf8').split('\n').filter(Boolean)) {
  const c = JSON.parse(line)
  const context = Object.fromEntries(Object.entries(c.context).map(([k, v]) => [k, v.length === 1 ? v[0] : v]))
  const result = await runSimulation({
    request: { principal: c.principal, action: c.action, resource: { resource: c.resource, accountId: c.account }, contextVariables: context },
    identityPolicies: [{ name: 'everything', policy: everything }], serviceControlPolicies: [], resourceControlPolicies: [], resourcePolicy: c.policy,
  }, {})
  if (result.resultType === 'error') { refused++; continue }
  asked++
  const said = (result.result ?? result.results?.[0])?.analysis?.result ?? result.overallResult
  const lets = said === 'Allowed'
  if (lets) allowed++
  if (lets !== c.allowed) differ.push({ simulator: said, decide: c.allowed, ...c })
}
for (const d of differ.slice(0, 20)) console.log(JSON.stringify(d))
console.log(`${asked} requests compared, ${allowed} allowed, ${refused} that the simulator refuses to read, ${differ.length} differ`)
process.exitCode = differ.length > 0 ? 1 : 0
