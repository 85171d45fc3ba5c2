"""A login with Authlib: discovery, PKCE, state, nonce, ID token verified, userinfo, tokens saved."""
import json
import secrets
import sys

from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import jwt

from loopback import listen, save

issuer, client_id = sys.argv[1:]
redirect_uri, wait = listen()
verifier, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
session = OAuth2Session(
    client_id, redirect_uri=redirect_uri, scope="openid profile email", code_challenge_method="S256", token_endpoint_auth_method="none")
metadata = session.get(f"{issuer}/.well-known/openid-configuration", withhold_token=True).json()
url, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
print(url, file=sys.stderr, flush=True)
tokens = session.fetch_token(metadata["token_endpoint"], authorization_response=wait(), state=state, code_verifier=verifier)
keys = session.get(metadata["jwks_uri"]).json()
expected = {"iss": {"value": issuer}, "aud": {"value": client_id}, "nonce": {"value": nonce}}
jwt.decode(tokens["id_token"], keys, claims_options=expected).validate()
claims = session.get(metadata["userinfo_endpoint"]).json()
save(dict(tokens))
print(json.dumps(claims), flush=True)
