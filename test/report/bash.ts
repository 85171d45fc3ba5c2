import { spawn } from 'node:child_process'

export interface Shell { status: number | null, stdout: string, stderr: string }

/** Runs a script with bash, with nothing in its environment but the path and these variables. */
export async function bash(script: string, words: string[], variables: NodeJS.ProcessEnv): Promise<Shell> {
  const child = spawn(
    'bash', [script, ...words], { env: { PATH: process.env['PATH'], ...variables }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (chunk: string) =>
    void (text[stream] += chunk))
  return new Promise(resolve => child.once('close', status => resolve({ status, ...text })))
}
