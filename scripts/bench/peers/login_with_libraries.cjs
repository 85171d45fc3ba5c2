'use strict'
// The least that a login can be with the libraries that this project is given: commander reads the flags, oauth4webapi
// judges each answer, conf writes what is kept. They are loaded as the program loads its own files, bundled and
// compiled already. No messages, no masking, no steps, no settings, one host. What the program takes beyond this is its
// own.
require('../../../bin/compiled.cjs').keepCompiled()
require('./with_libraries/login.cjs')
