import { testFailures } from '../support/failing.ts'
import { ownAnswerFailures } from './own/answers.ts'

testFailures(ownAnswerFailures)
