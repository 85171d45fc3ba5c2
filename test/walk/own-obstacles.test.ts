import { testFailures } from '../support/failing.ts'
import { obstacleFailures } from './own/obstacles.ts'

testFailures(obstacleFailures)
