// What koa asks each body whether it is one of, and the sandbox's never are.
export class Response {}
export class ReadableStream {}
