/** Headings and examples of the help, and what the manual page has beyond it. */
export const enExamples: Record<string, string> = {
  'group.provider': 'Provider:', 'group.client': 'Client:', 'group.request': 'Request:', 'group.browser': 'Browser and listener:',
  'group.network': 'Network:', 'group.session': 'Session:', 'group.global': 'Global options:',
  completion: 'print the completion script of a shell',
  'completion.shell': 'bash, zsh, fish or powershell',
  'program.examples': `  oauth-walk login sandbox               all six steps, without an account
  oauth-walk login github                a preset asks for what is missing
  TOKEN=$(oauth-walk token)              a valid token for a script
  oauth-walk help COMMAND                flags and examples of a command`,
  'login.examples': `  oauth-walk login sandbox               all six steps, without an account
  oauth-walk login github                a preset asks for what is missing`,
  'token.examples': `  TOKEN=$(oauth-walk token)              a valid token for a script
  oauth-walk token --min-ttl 600         one that lives for ten minutes yet
  oauth-walk token show                  what is stored`,
  'profile.examples': `  oauth-walk profile use NAME            make it the active one
  oauth-walk profile bind --host HOST    let other programs get its token for HOST`,
  'credential.examples': `  git config credential.https://HOST.helper '!oauth-walk credential git'
                                         git asks oauth-walk for HOST
  oauth-walk profile bind --host HOST    and may have the token for it`,
  'completion.examples': `  source <(oauth-walk completion bash)   for this shell; in ~/.bashrc for every one
  oauth-walk completion fish > ~/.config/fish/completions/oauth-walk.fish
                                         for every fish`,
}
