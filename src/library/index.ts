/** What a program gets that imports oauth-walk: the six steps, what happens during them, and what went wrong. */
export { walk, type WalkResult } from './walk.ts'
export type { WalkOptions } from './walk-options.ts'
export { explainFailure } from './explain-failure.ts'
export { Failure, stepIds, type FailureCode, type FailureDetails, type StepId } from '../codes/failure.ts'
export type { Channel, Message, MessageName, Observer, Participant, WalkEvent } from '../walk/events.ts'
export type { Extension, Parameters } from '../walk/extension.ts'
export type { Send, WireRequest, WireResponse } from '../wire.ts'
export type { FailureText } from '../render/failure.ts'
