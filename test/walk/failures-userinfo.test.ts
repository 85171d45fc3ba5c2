import { testFailures } from '../support/failing.ts'
import { userinfoFailures } from './failures/userinfo.ts'

testFailures(userinfoFailures)
