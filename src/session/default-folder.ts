import envPaths from 'env-paths'

/** Gives the platform's folder for our settings, the one that conf would choose for a project named oauth-walk. */
export function defaultFolder(): string {
  return envPaths('oauth-walk', { suffix: '' }).config
}
