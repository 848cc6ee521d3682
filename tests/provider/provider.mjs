// A provider of identities on loopback, as certified servers are: node provider.mjs REDIRECT_ADDRESS.
// It prints its issuer, serves until its standard input ends, and lets anybody in under the name that they type.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const back = process.argv[2];
const server = createServer((request, response) => serve(request, response));
let serve;
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'desk', client_secret: 'a secret for tests alone', redirect_uris: [back] }],
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['for tests alone'] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'email', 'email_verified'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: !id.startsWith('new') }),
    }),
  });
  serve = provider.callback();
  console.log(issuer);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
