import { testFailures } from '../support/failing.ts'
import { callbackFailures } from './failures/callback.ts'

testFailures(callbackFailures)
