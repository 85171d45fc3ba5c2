import type { Ledger } from './entry.ts'

/** The listener: L01 to L83. */
export const listener: Ledger = {
  L01: 'only loopback is bound', L02: 'one family, or both for localhost',
  L03: 'localhost is refused where half of it is taken', L04: 'a busy port is told',
  L05: 'port 0 gives different ports', L06: 'a machine without IPv6',
  L07: 'up before the browser, down after the answer', L08: 'redirect URIs on loopback only',
  L09: 'peers from elsewhere are refused', L10: 'another Host', L11: 'another port in Host',
  L14: 'capitals in Host, and names that look like ours',
  L15:
    'a rebound name', L16: 'images, scripts, frames and fetches', L17: 'navigations with and without fetch metadata',
  L19: 'preflights', L20: 'a good callback',
  L21: 'HEAD', L22: 'POST in query mode', L23: 'other methods', L24: 'CONNECT', L26: 'two slashes',
  L27: 'a whole address as target', L28: 'a backslash (ours)', L29: 'paths that are nearly ours',
  L30: 'what browsers ask for by themselves', L31: 'a path of the user’s own', L32: 'a wrong state', L33: 'no state',
  L34: 'a wrong state with an error',
  L35: 'a denial with the right state', L36: 'an error without state', L38: 'two codes', L39: 'a wrong iss',
  L40: 'a missing iss', L41: 'codes of unsound characters',
  L42: 'a code and an error', L44: 'unknown parameters', L47: 'the state needs no encoding',
  L48: 'a refusal tells nothing of the state',
  L50: 'a form', L51: 'a query beside a form', L52: 'other types than a form', L53: 'a body too large',
  L55: 'a body too slow', L56: 'a GET where a form was asked for',
  L60: 'a header or target too long', L61: 'a header that drips', L62: 'connections that say nothing',
  L63: 'many connections', L64: 'ten thousand wrong states',
  L66: 'the same good answer twice', L67: 'a reload afterwards', L70: 'held connections at the end', L71: 'Ctrl-C',
  L72: 'SIGTERM', L73: 'Ctrl-C while a token is being stored',
  L74: 'the end of the wait', L75: 'broken connections', L77: 'a laptop that slept', L78: 'kill -9 while waiting',
  L79: 'hostile text in the page', L80: 'success is said after the exchange',
  L81: 'a pasted address', L82: 'a browser that does not open', L83: 'over SSH',
}
