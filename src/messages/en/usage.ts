/** What commander reports is in English already; only a missing command it calls by its own code. */
export function enWrongUsage(code: string, _quoted: string, message: string): string {
  return code === 'commander.help' ? 'No command is named' : message
}
