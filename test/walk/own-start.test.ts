import { testFailures } from '../support/failing.ts'
import { ownStartFailures } from './own/start.ts'

testFailures(ownStartFailures)
