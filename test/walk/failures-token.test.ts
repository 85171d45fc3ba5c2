import { testFailures } from '../support/failing.ts'
import { tokenFailures } from './failures/token.ts'

testFailures(tokenFailures)
