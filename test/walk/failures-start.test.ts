import { testFailures } from '../support/failing.ts'
import { startFailures } from './failures/start.ts'

testFailures(startFailures)
