/** What can be read about besides the commands; in a table, two blanks or more stand between a name and its text. */
export const enTopics: Record<string, string> = {
  topics: 'Help topics:',
  environment: 'the variables that a script can set',
  'environment.about': 'Every flag has a variable, except --scope and --resource of token: OAUTH_WALK_ and the flag in upper snake case, such as OAUTH_WALK_CLIENT_ID for --client-id (the sandbox’s own: OAUTH_WALK_SANDBOX_PORT). A flag wins over the environment, that over the profile.',
  'environment.table': `OAUTH_WALK_PROFILE  the profile that every command uses
OAUTH_WALK_CLIENT_SECRET  the client secret; there is no flag that takes it
OAUTH_WALK_REFRESH_TOKEN  a refresh token for token, token refresh and userinfo, where there is no session
OAUTH_WALK_ACCESS_TOKEN  an access token for userinfo and api, instead of the session
OAUTH_WALK_PASSPHRASE_FD  file descriptor that gives the passphrase of a sealed store
OAUTH_WALK_STORE_PASSWORD_FD  file descriptor that gives the password of a database; or PGPASSFILE, PGPASSWORD
OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD  file descriptor that gives the passphrase of --client-key
OAUTH_WALK_HOME  folder of profiles and sessions
OAUTH_WALK_VERBATIM_SECRETS  1 sends a secret with the blanks and line ends around it
OAUTH_WALK_LANG  language: en or zh; otherwise LC_ALL, LC_MESSAGES, LANG
BROWSER  command that opens the address, where neither --browser nor the profile names one
HTTPS_PROXY  proxy; also HTTP_PROXY, ALL_PROXY, NO_PROXY; never for this machine
NO_COLOR  no colour`,
  'exit-codes': 'what the exit status of a command means',
  'exit-codes.about': 'Exit codes:',
  'exit-codes.table': `0  done
1  a bug of ours
2  wrong usage or configuration
3  the provider refused
4  a security check failed; nothing was saved
5  network, timeout, port in use
6  the store could not be read or written, or stdout could not be written
7  a person is needed: no session, or it can't be refreshed
130  Ctrl-C
143  SIGTERM`,
}
