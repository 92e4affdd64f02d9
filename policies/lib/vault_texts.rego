# METADATA
# title: The text of a policy of Vault
# description: |
#   Which paths a policy names and which capabilities it gives on each, from HCL or JSON. Rego reads no HCL: the text is cut into
#   words, and their sequence is held against the few forms that a policy has. What does not fit in whole, with a word that nobody
#   knows, or with a text that readers understand in two ways, is not read at all, and so never says that somebody cannot do
#   something. Source: the documentation of Vault, Policies, and of HCL 1, in which Vault reads them.
package keywright.lib.vault_texts

# read gives {"rules": [{"path", "capabilities"}]}, or {"problem": why the text is not read}.
read(text) := _json(trim_space(text)) if {
	startswith(trim_space(text), "{")
} else := _hcl(text)

_capabilities := {"create", "delete", "deny", "list", "patch", "read", "recover", "scan", "subscribe", "sudo", "update"}

# The older way to say it, in one word.
_words := {
	"deny": {"deny"},
	"read": {"list", "read"},
	"write": {"create", "delete", "list", "read", "update"},
	"sudo": {"create", "delete", "list", "read", "sudo", "update"},
}

_token := `"(?:[^"\\\n\r]|\\[^\n\r])*"|#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/|[A-Za-z_][A-Za-z0-9_.-]*|-?[0-9][0-9A-Za-z_.+-]*|[{}\[\],=]`

_anything := concat("", [`(?:`, _token, `)|\s+`])

# Each word is a letter for its kind, with its number or its name, and a semicolon. The forms are nested three deep at most.
_scalar := `(?:s[0-9]+;|n;|itrue;|ifalse;)`

_key := `(?:s[0-9]+;|i[A-Za-z0-9_.-]+;)`

_list := sprintf(`\[(?:%s,?)*\]`, [_scalar])

_map := sprintf(`\{(?:%s=(?:%s|%s),?)*\}`, [_key, _scalar, _list])

_attribute := sprintf(`(%s)(?:=(%s|%s|%s)|(%s)),?`, [_key, _scalar, _list, _map, _map])

_block := sprintf(`ipath;(s[0-9]+;)=?\{((?:%s)*)\},?`, [_attribute])

_whole := sprintf(`^(?:%s|iname;=s[0-9]+;,?)*$`, [_block])

_hcl(text) := {"problem": "it holds signs that no policy has, or a heredoc"} if {
	regex.replace(text, _anything, "") != ""
} else := {"problem": "what stands in one of its strings is not plain text"} if {
	some token in _tokens(text)
	startswith(token, `"`)
	not _plain(token)
} else := {"problem": "it has not the form of a policy"} if {
	not regex.match(_whole, _shape(_tokens(text)))
} else := _checked([_rule(found, _tokens(text)) | some found in regex.find_all_string_submatch_n(_block, _shape(_tokens(text)), -1)])

_tokens(text) := [token |
	some token in regex.find_n(_token, text, -1)
	not regex.match(`^(#|//|/\*)`, token)
]

_shape(tokens) := concat("", [_mark(i, token) | some i, token in tokens])

_mark(i, token) := sprintf("s%d;", [i]) if {
	startswith(token, `"`)
} else := sprintf("i%s;", [token]) if {
	regex.match(`^[A-Za-z_]`, token)
} else := "n;" if {
	regex.match(`^[-0-9]`, token)
} else := token

# HCL takes ${ for the begin of something that may hold quotes itself, and some escapes are not those of JSON.
_plain(token) if {
	not contains(token, "${")
	json.is_valid(token)
}

_string(mark, tokens) := json.unmarshal(tokens[to_number(substring(mark, 1, count(mark) - 2))])

_name(key, tokens) := _string(key, tokens) if {
	startswith(key, "s")
} else := substring(key, 1, count(key) - 2)

_rule(found, tokens) := {"path": _string(found[1], tokens), "attributes": [[_name(attribute[1], tokens), _given(attribute, tokens)] |
	some attribute in regex.find_all_string_submatch_n(_attribute, found[2], -1)
]}

# A text, a list of texts, or null for what says nothing of capabilities.
_given(attribute, tokens) := _string(attribute[2], tokens) if {
	startswith(attribute[2], "s")
} else := [_string(mark, tokens) | some mark in regex.find_n(`s[0-9]+;`, attribute[2], -1)] if {
	regex.match(`^\[(?:s[0-9]+;,?)*\]$`, attribute[2])
} else := null

_json(text) := {"problem": "it is no JSON"} if {
	not json.is_valid(text)
} else := {"problem": "a member appears twice in one object, and readers differ on which one counts"} if {
	_twice(text)
} else := {"problem": "it has not the form of a policy"} if {
	not _formed(json.unmarshal(text))
} else := _checked([{"path": path, "attributes": [[name, value] | some name, value in body]} |
	some group in _many(object.get(json.unmarshal(text), "path", {}))
	some path, bodies in group
	some body in _many(bodies)
])

_formed(value) if {
	object.keys(value) - {"name", "path"} == set()
	every group in _many(object.get(value, "path", {})) {
		is_object(group)
		every bodies in group {
			every body in _many(bodies) { is_object(body) }
		}
	}
}

_many(value) := value if is_array(value)

_many(value) := [value] if not is_array(value)

# A text with as many names as its value loses none. Names are strings that a colon follows.
_twice(text) if {
	written := count([token | some token in regex.find_n(`"(?:[^"\\]|\\.)*"\s*:?`, text, -1); endswith(token, ":")])
	written != sum([count(object) | walk(json.unmarshal(text), [_, object]); is_object(object)])
}

_checked(blocks) := {"problem": concat("; ", sort(faults))} if {
	faults := {fault | some block in blocks; some fault in _faults(block)}
	count(faults) > 0
} else := {"rules": [{"path": _trimmed(block.path), "capabilities": _granted(block)} | some block in blocks]}

_trimmed(path) := trim_prefix(path, "/")

_faults(block) := ((({sprintf("its path %q is said in words that keywright does not read", [block.path]) | _odd(block.path)} | {sprintf("its path %q says %s twice", [block.path, name]) |
	some name in {name | some [name, _] in block.attributes}
	count([1 | some [other, _] in block.attributes; other == name]) > 1
}) | {sprintf("the capabilities of its path %q are no list of words", [block.path]) |
	some ["capabilities", given] in block.attributes
	not _is_words(given)
}) | {sprintf("keywright knows no capability %q", [word]) |
	some ["capabilities", given] in block.attributes
	_is_words(given)
	some word in given
	not word in _capabilities
}) | {sprintf("the policy of its path %q is no word that keywright knows", [block.path]) |
	some ["policy", given] in block.attributes
	not _is_word(given)
}

_is_words(given) if {
	is_array(given)
	every word in given { is_string(word) }
}

_is_word(given) if {
	is_string(given)
	_words[given]
}

_odd(path) if contains(path, "+*")

_odd(path) if regex.match(`//|^$|[\x00-\x1f]`, path)

_odd(path) if count(regex.find_n(`\{\{`, path, -1)) != count(regex.find_n(`\{\{[^{}]*\}\}`, path, -1))

_granted(block) := {word |
	some ["capabilities", given] in block.attributes
	some word in given
} | {word |
	some ["policy", given] in block.attributes
	some word in _words[given]
}
