# FastMCP in front of node oidc-provider: with its OAuth proxy, or as a resource whose tokens are the provider's own.
import sys

from fastmcp import FastMCP
from fastmcp.server.auth import OAuthProxy, RemoteAuthProvider
from fastmcp.server.auth.providers.jwt import JWTVerifier

kind, port, issuer = sys.argv[1], int(sys.argv[2]), sys.argv[3]
base = f'http://127.0.0.1:{port}'
verifier = JWTVerifier(jwks_uri=f'{issuer}/jwks', issuer=issuer, audience=f'{base}/mcp', required_scopes=['mcp:read'])
if kind == 'proxy':
    auth = OAuthProxy(
        upstream_authorization_endpoint=f'{issuer}/auth', upstream_token_endpoint=f'{issuer}/token', upstream_client_id='proxy',
        upstream_client_secret='secret-of-the-proxy', token_verifier=verifier, base_url=base)
else:
    auth = RemoteAuthProvider(token_verifier=verifier, authorization_servers=[issuer], base_url=base)

mcp = FastMCP('Weather of others', auth=auth)


@mcp.tool
def forecast(city: str) -> str:
    """Tells the weather of a city.

    More than one line."""
    return f'Sun in {city}'


mcp.run(transport='http', host='127.0.0.1', port=port)
