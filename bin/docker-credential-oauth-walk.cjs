#!/usr/bin/env node
'use strict'
// Docker finds its helpers by name: `"credsStore": "oauth-walk"` runs docker-credential-oauth-walk.
process.argv.splice(2, 0, 'credential', 'docker')
require('./oauth-walk.cjs')
