import { testFailures } from '../support/failing.ts'
import { laterFailures } from './failures/later.ts'

testFailures(laterFailures)
