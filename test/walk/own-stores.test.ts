import { testFailures } from '../support/failing.ts'
import { ownStoreFailures } from './own/stores.ts'

testFailures(ownStoreFailures)
