// The servers, each with how it is started. `own` is a file of ours beside what is installed; a program of others says
// by its port that it is ready.
const example = 'node_modules/@modelcontextprotocol/sdk/dist/esm/examples/server/simpleStreamableHttp.js'

/** Name → how it is started on these two ports, and the address to log in at. */
export const servers = {
  'sdk-example': ports => ({ words: [example, '--oauth'], ...exampleOf(ports) }),
  'sdk-example-strict': ports => ({ words: [example, '--oauth', '--oauth-strict'], ...exampleOf(ports) }),
  cloudflare: ports => own('cloudflare', ports),
  'mcp-handler': ports => own('mcp-handler', ports),
  'mcp-auth': ports => own('mcp-auth', ports),
  hono: ports => own('hono', ports),
  'fastmcp-proxy': ports => fastmcp('proxy', ports),
  'fastmcp-remote': ports => fastmcp('remote', ports),
}

const own = (name, [port, other]) => ({
  words: [`servers/${name}.mjs`], env: { PORT: port, OTHER_PORT: other }, url: `http://127.0.0.1:${port}/mcp`,
})

const exampleOf = ([port, other]) => ({
  env: { MCP_PORT: port, MCP_AUTH_PORT: other }, url: `http://localhost:${port}/mcp`,
})

/** Both stand in front of node oidc-provider: the proxy as its one client, the other as its resource. */
const fastmcp = (kind, [port, other]) => ({
  python: true, words: ['servers/weather.py', kind, port, `http://127.0.0.1:${other}`],
  url: `http://127.0.0.1:${port}/mcp`,
  env: { FASTMCP_SHOW_SERVER_BANNER: 'false', FASTMCP_CHECK_FOR_UPDATES: 'off' },
  beside: {
    words: ['servers/provider-alone.mjs'],
    env: { OTHER_PORT: other, RESOURCE: `http://127.0.0.1:${port}/mcp`, PROXY: `http://127.0.0.1:${port}` },
  },
})
