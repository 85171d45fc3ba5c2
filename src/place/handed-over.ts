const numbered = /^\/(?:dev|proc\/self)\/fd\/(\d{1,6})$/
const standard: Readonly<Record<string, number>> = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2 }

/**
 * The descriptor behind a path such as `/dev/fd/3`, which a shell hands over by process substitution or redirection:
 * nobody else can stand there.
 */
export function handedOver(path: string): number | undefined {
  const number = numbered.exec(path)?.[1] ?? standard[path]
  return number === undefined ? undefined : Number(number)
}
