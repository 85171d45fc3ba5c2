import { testFailures } from '../support/failing.ts'
import { idTokenFailures } from './failures/id-token.ts'

testFailures(idTokenFailures)
