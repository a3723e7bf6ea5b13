"""A small OAuth server on loopback, in the shapes of X, Facebook and OpenID Connect; it approves at once.

It checks what a real one checks: the client and its secret, the same redirect address in both steps, a code used once,
the PKCE verifier, Facebook's proof. A walk in a browser can use it as SOCIAL_OIDC_URL.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt

CLIENT, SECRET = "the-paper", "its-secret-of-thirty-two-letters"
ISSUER = "https://login.example.org"


class OAuthServer(ThreadingHTTPServer):
    """`person` is who signs in next; `answer` is what she does: approve, deny, or forge (a state of her own)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.issuer = ISSUER
        self.person: dict[str, Any] = {"id": "1001", "name": "Rhea Reader"}
        self.answer = "approve"
        self.codes: dict[str, dict[str, Any]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.seen: list[str] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


class Handler(BaseHTTPRequestHandler):
    server: OAuthServer

    def do_GET(self) -> None:
        self.answer_to(dict(parse_qsl(urlsplit(self.path).query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.answer_to({name: values[0] for name, values in parse_qs(body).items()})

    def answer_to(self, given: dict[str, str]) -> None:
        path = urlsplit(self.path).path
        self.server.seen.append(path)
        if path.endswith("/openid-configuration"):
            self.give(self.configuration())
        elif path.endswith(("/authorize", "/dialog/oauth")):
            self.authorize(given)
        elif path.endswith(("/token", "/access_token")):
            self.token(given)
        elif path.endswith(("/users/me", "/me", "/userinfo")):
            self.profile(given)
        else:
            self.give({"error": "not_found"}, 404)

    def configuration(self) -> dict[str, Any]:
        here = self.server.issuer
        return {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "userinfo_endpoint": f"{here}/userinfo",
            "jwks_uri": f"{here}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, given: dict[str, str]) -> None:
        if given.get("client_id") != CLIENT or given.get("response_type") != "code":
            self.give({"error": "invalid_client"}, 400)
            return
        state = "forged" if self.server.answer == "forge" else given["state"]
        if self.server.answer == "deny":
            back = {"error": "access_denied", "state": state}
        else:
            code = secrets.token_urlsafe(16)
            self.server.codes[code] = given | {"person": dict(self.server.person)}
            back = {"code": code, "state": state}
        self.send_response(302)
        self.send_header("Location", f"{given['redirect_uri']}?{urlencode(back)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def token(self, given: dict[str, str]) -> None:
        asked = self.server.codes.pop(given.get("code", ""), None)
        if asked is None or not self.knows_secret(given) or given.get("redirect_uri") != asked["redirect_uri"]:
            self.give({"error": "invalid_grant"}, 400)
            return
        if "code_challenge" in asked and challenge(given.get("code_verifier", "")) != asked["code_challenge"]:
            self.give({"error": "invalid_grant", "error_description": "PKCE"}, 400)
            return
        token = secrets.token_urlsafe(16)
        self.server.tokens[token] = asked["person"]
        answer = {"access_token": token, "token_type": "bearer", "expires_in": 600}
        if "openid" in asked.get("scope", ""):
            answer["id_token"] = self.id_token(asked["person"])
        self.give(answer)

    def knows_secret(self, given: dict[str, str]) -> bool:
        scheme, _space, encoded = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            return base64.b64decode(encoded).decode() == f"{CLIENT}:{SECRET}"
        return (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)

    def id_token(self, person: dict[str, Any]) -> str:
        claims = {"iss": self.server.issuer, "aud": CLIENT, "sub": person["id"], "exp": int(time.time()) + 300}
        return jwt.encode(claims, SECRET, "HS256")

    def profile(self, given: dict[str, str]) -> None:
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        token = given.get("access_token", bearer)
        person = self.server.tokens.get(token)
        path = urlsplit(self.path).path
        if person is None:
            self.give({"error": "invalid_token"}, 401)
        elif path.endswith("/users/me"):
            self.give({"data": {"username": f"user{person['id']}", **person}})
        elif path.endswith("/userinfo"):
            self.give({**person, "sub": person["id"]})
        elif given.get("appsecret_proof") != hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest():
            self.give({"error": "invalid_proof"}, 400)
        else:
            self.give(person)

    def give(self, answer: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Silent."""


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@contextmanager
def serving() -> Iterator[OAuthServer]:
    server = OAuthServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
