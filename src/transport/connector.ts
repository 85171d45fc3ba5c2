type Undici = typeof import('undici')
export type Connector = ReturnType<Undici['buildConnector']>

/**
 * What connects to hosts. In TLS 1.3 the server judges the client's certificate when the connection stands already: its
 * alert comes as an error of the socket, and the end of the connection right behind it. undici keeps what comes last,
 * so the alert ends the connection here.
 */
export function createConnector(
  { buildConnector }: Undici, options: Parameters<Undici['buildConnector']>[0],
): Connector {
  const connect = buildConnector(options)
  return (target, callback) => connect(target, (...outcome) => {
    const [, socket] = outcome
    socket?.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code?.startsWith('ERR_SSL_')) socket.destroy(error)
    })
    callback(...outcome)
  })
}
