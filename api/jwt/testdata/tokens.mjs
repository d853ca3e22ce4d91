// Writes jose.json: a token for each algorithm that is verified, signed and verified by jose
// (npm), and the public keys. `make tokens` runs it. The keys are made for the tests only, and their
// private halves are kept nowhere.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const jose = await import(pathToFileURL(createRequire(process.argv[2] + '/').resolve('jose')))
const issuer = 'https://api.example/v1/accounts/T11223344'
const made = { note: 'keys made for the tests only, by make tokens', keys: [], tokens: {} }
for (const alg of ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']) {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true })
  const kid = 'test-only-' + alg
  made.keys.push({ ...(await jose.exportJWK(publicKey)), alg, use: 'sig', kid })
  const token = await new jose.SignJWT({ scope: 'user:customers' })
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(issuer).setAudience([issuer]).setSubject('3f2a-11')
    .setIssuedAt(1763800000).setNotBefore(1763800000).setExpirationTime(1763886400)
    .sign(privateKey)
  await jose.jwtVerify(token, publicKey, { currentDate: new Date(1763800000 * 1000), issuer, audience: issuer })
  made.tokens[alg] = token
}
writeFileSync(new URL('jose.json', import.meta.url), JSON.stringify(made, null, 2) + '\n')
