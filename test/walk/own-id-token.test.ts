import { testFailures } from '../support/failing.ts'
import { ownIdTokenFailures } from './own/id-token.ts'

testFailures(ownIdTokenFailures)
