'use strict'
// Stands in the executable for bin/compiled.cjs: what V8 made of the files lies beside them.
exports.keepCompiled = () => undefined
