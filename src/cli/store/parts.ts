// One file of the built program: the three have most of what they load in common.
export { init } from './init.ts'
export { list } from './list.ts'
export { move } from './move.ts'
