/**
 * The one table; `store init` shows it, and the first use makes it. Plain SQL, as every server that speaks PostgreSQL's
 * protocol knows it.
 */
export const createTable = `CREATE TABLE IF NOT EXISTS oauth_walk_sessions (
  id text PRIMARY KEY,
  profile text NOT NULL,
  issuer text NOT NULL,
  client_id text NOT NULL,
  sealed text,
  claim text,
  claimed_at timestamptz,
  saved_at timestamptz NOT NULL DEFAULT current_timestamp
)`

/** What a role must be allowed to do, where somebody else makes the table. */
export const grantTable = 'GRANT SELECT, INSERT, UPDATE, DELETE ON oauth_walk_sessions TO'

/**
 * A row as far as it can be told without its key. By the database's clock, `age` is in milliseconds since it was
 * claimed, and `saved` in microseconds since 1970; a claim leaves it as it was.
 */
export interface Row {
  sealed: string | null
  claim: string | null
  age: number | null
  saved: number | null
}

const columns = `sealed, claim, CAST(EXTRACT(EPOCH FROM (clock_timestamp() - claimed_at)) * 1000 AS double precision) AS age,
  CAST(EXTRACT(EPOCH FROM saved_at) * 1000000 AS double precision) AS saved`

/** Milliseconds without a word after which the server ends a transaction: the lock of a machine that is cut off. */
export const idleMs = 10_000
/** Milliseconds after which a machine that waits for its provider says that it is there. */
export const pingMs = 3000

/** More sessions than any fleet has. */
export const mostListed = 10_000

// Whatever the database's default is: with a stricter one, an answer that has come could be refused at the last moment.
export const begin = `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = ${idleMs}; SET LOCAL lock_timeout = 4000`

export const statements = {
  look: `SELECT ${columns} FROM oauth_walk_sessions WHERE id = $1`,
  /** A place to lock for a session that is not there yet. */
  place: 'INSERT INTO oauth_walk_sessions (id, profile, issuer, client_id) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING',
  lock:
    `SELECT ${columns} FROM oauth_walk_sessions WHERE id = $1 AND claim IS NOT DISTINCT FROM $2 FOR UPDATE SKIP LOCKED`,
  lockAgain: `SELECT ${columns} FROM oauth_walk_sessions WHERE id = $1 FOR UPDATE`,
  claim: 'UPDATE oauth_walk_sessions SET sealed = $2, claim = $3, claimed_at = clock_timestamp() WHERE id = $1',
  save: 'UPDATE oauth_walk_sessions SET sealed = $2, claim = NULL, claimed_at = NULL, saved_at = clock_timestamp() WHERE id = $1',
  erase: 'DELETE FROM oauth_walk_sessions WHERE id = $1',
  /** A place that stayed empty. */
  clear: 'DELETE FROM oauth_walk_sessions WHERE id = $1 AND sealed IS NULL AND claim IS NULL',
  /** What this role may do with the table, and whether anybody may write at all. */
  rights: `SELECT current_setting('transaction_read_only') AS read_only,
    ${[
      'SELECT', 'INSERT', 'UPDATE', 'DELETE',
    ].map(right => `has_table_privilege('oauth_walk_sessions', '${right}')`)
      .join(' AND ')} AS may`,
  list: `SELECT profile, issuer, client_id, CAST(EXTRACT(EPOCH FROM saved_at) * 1000 AS double precision) AS saved FROM oauth_walk_sessions
    WHERE sealed IS NOT NULL ORDER BY profile, issuer, client_id LIMIT ${mostListed + 1}`,
  ofProfile: 'SELECT issuer, client_id FROM oauth_walk_sessions WHERE sealed IS NOT NULL AND profile = $1 ORDER BY issuer, client_id',
} as const
