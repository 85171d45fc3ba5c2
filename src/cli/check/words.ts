import type { Options } from '../command-line/options.ts'
import { flagsGiven } from '../command-line/this-run.ts'

/** Flags of `check` alone that choose what is sent and what fails, by the attribute that holds them. */
const own: Readonly<Record<string, string>> = {
  iOperate: '--i-operate', probe: '--probe', severity: '--severity', suite: '--suite', failOn: '--fail-on',
  destructive: '--destructive', slow: '--slow',
  secondClientId:
    '--second-client-id', secondClientSecretFile: '--second-client-secret-file', misbehave: '--misbehave',
  baseline: '--baseline',
}

/** The words by which this examination can be made again: all but secrets, and the files that it was written to. */
export function wordsOf(options: Options): (readonly string[])[] {
  const chosen = Object.entries(own).flatMap(([name, flag]): string[][] => {
    const value = options[name]
    if (value === true) return [[flag]]
    return typeof value === 'string' || Array.isArray(value) ? [[flag, String(value)]] : []
  })
  return [...chosen, ...options['signIn'] === false ? [['--no-sign-in']] : [], ...flagsGiven(options)]
}
