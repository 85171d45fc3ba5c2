"""A login with requests-oauthlib, which has no PKCE of its own at this version and leaves the ID token alone: userinfo, tokens saved."""
import base64
import hashlib
import json
import secrets
import sys

from requests_oauthlib import OAuth2Session

from loopback import listen, save

issuer, client_id = sys.argv[1:]
redirect_uri, wait = listen()
verifier = secrets.token_urlsafe(32)
challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
session = OAuth2Session(client_id, redirect_uri=redirect_uri, scope=["openid", "profile", "email"])
metadata = session.get(f"{issuer}/.well-known/openid-configuration", withhold_token=True).json()
url, state = session.authorization_url(metadata["authorization_endpoint"], code_challenge=challenge, code_challenge_method="S256")
print(url, file=sys.stderr, flush=True)
tokens = session.fetch_token(
    metadata["token_endpoint"], authorization_response=wait(), code_verifier=verifier, include_client_id=True)
claims = session.get(metadata["userinfo_endpoint"]).json()
save(dict(tokens))
print(json.dumps(claims), flush=True)
