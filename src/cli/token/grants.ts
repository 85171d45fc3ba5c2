// The grants that need no browser share nearly all of what they load: they go with the program as one file.
export { clientCredentials } from './client-credentials.ts'
export { exchange } from './exchange.ts'
export { jwtBearer } from './jwt-bearer.ts'
