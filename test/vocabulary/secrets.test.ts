import { describe, expect, it } from 'vitest'
import {
  dataWithoutSecrets,
  isSecretName,
  isSecretVariable,
  withoutSecrets,
  wordsWithoutSecrets,
} from '@vocabulary/secrets'

const SECRET =
  `PGPASSWORD MYSQL_PWD DB_PASS DBPASS REDISPASS NPM_AUTHTOKEN NPM_AUTH_TOKEN NPM_TOKEN _authToken npmAuthToken
SENTRY_DSN PRIVATE_PEM COOKIE_SIGNATURE AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN GITHUB_PAT GH_TOKEN
GITHUBTOKEN githubToken API_KEY APIKEY apiKey X_API_KEY STRIPEAPIKEY KEY DB_PASSWORD DBPASSWORD dbPassword POSTGRES_PASSWORD
POSTGRES_PASSWORD_1 SECRET SECRETS CLIENTSECRET clientSecret OAUTH2_CLIENT_SECRET JWT JWT_SECRET SESSION_COOKIE SSL_KEY
SIGNING_KEY ENCRYPTIONKEY MASTERKEY RAILS_MASTER_KEY SECRET_KEY_BASE DJANGO_SECRET_KEY PASSPHRASE GPG_PASSPHRASE
MYSQL_ROOT_PASSWORD MYSQLPWD BASIC_AUTH REDIS_AUTH HTTP_AUTHORIZATION BEARER VAULT_TOKEN GOOGLE_CREDENTIALS AZURE_CREDS
LOGIN_OTP PASSCODE DB_PSW SMTP_PSWD --pwd DISCORD_BOT_TOKEN --password --api-key --db-password password access_token db.password
spring.datasource.password`.split(/\s+/)

const INNOCENT = `PATH PWD OLDPWD HOME PORT NODE_ENV KEYBOARD KEYBOARD_LAYOUT KEYMAP MONKEY MONKEY_PATCH HOCKEY TURKEY
TOKENIZERS_PARALLELISM TOKENIZER PASS_THROUGH COMPASS COMPASS_VERSION BYPASS BYPASS_PROXY PASSENGER_APP_ENV PASSIVE AUTHOR
AUTHORITY XAUTHORITY GIT_AUTHOR_NAME SSH_AUTH_SOCK SECRETARY MAX_TOKENS TOKEN_LIMIT TOKEN_TTL TOKEN_TIMEOUT PASSWORD_FILE
POSTGRES_PASSWORD_FILE SECRET_NAME PASSWORD_MIN_LENGTH KEY_PREFIX AUTH_URL AUTH_MODE AUTH_ENABLED COOKIE_DOMAIN COOKIE_MAX_AGE
PUBLIC_KEY STRIPE_PUBLISHABLE_KEY PRIMARY_KEY SORT_KEY KEYCLOAK_URL PATTERN PATIENCE PATCH SPATIAL HTTP_PROXY DATABASE_URL
--no-password --password-stdin --password-file --author --passes --keyboard JAVA_HOME OPATH`.split(/\s+/)

describe('a name', () => {
  it('is looked at in more than sixty forms of each sort', () => {
    expect(SECRET.length).toBeGreaterThan(60)
    expect(INNOCENT.length).toBeGreaterThan(60)
  })
  it.each(SECRET)('is secret: %s', (name) => {
    expect(isSecretName(name)).toBe(true)
    expect(isSecretVariable(name, 'x')).toBe(true)
    expect(isSecretVariable(name, '')).toBe(false)
  })
  it.each(INNOCENT)('is not: %s', (name) => {
    expect(isSecretName(name)).toBe(false)
    expect(isSecretVariable(name, '1')).toBe(false)
  })
})

describe('a value', () => {
  it.each([
    'postgres://me:hunter2@localhost/shop',
    'replicas are redis://:hunter2@one:6379 and redis://:hunter2@two:6379',
    'amqp://me:p@ss/hunter2@host/vhost',
    'http://me:hunter2@proxy.example:8080',
    'https://0123456789abcdef0123456789abcdef@sentry.example/1',
    'Server=db;User Id=sa;Password=hunter2;',
    '{"host":"db","password":"hunter2"}',
    'ghp_0123456789abcdefghijABCDEFGHIJ012345',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'https://hooks.slack.com/services/T0000/B0000/hunter2',
    '-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----',
  ])('is secret whatever its name is: %s', (value) => {
    expect(isSecretVariable('SETTING', value)).toBe(true)
    expect(withoutSecrets(value)).not.toMatch(/hunter2|0123456789abcdef|c2lnbmF0/)
  })
  it.each([
    'http://localhost:5173/@vite/client',
    'http://localhost:3000/@me',
    'postgres://alice@localhost/shop',
    'ssh://git@github.com/owner/name.git',
    'https://registry.example/@scope/name?page=2',
    'de',
    '/run/user/1000/keyring/ssh',
    'a=b,c=d',
  ])('is not: %s', (value) => {
    expect(isSecretVariable('SETTING', value)).toBe(false)
  })
})

const LINES: readonly (readonly [line: string, shown: string])[] = [
  ['psql postgres://me:hunter2@db/shop', 'psql postgres://me:***@db/shop'],
  ['server --password hunter2 --port 80', 'server --password *** --port 80'],
  ['server --token=hunter2 --port=80', 'server --token=*** --port=80'],
  ['helm install web --set-string=auth.token=hunter2', 'helm install web --set-string=auth.token=***'],
  ['terraform apply -var=db_password=hunter2', 'terraform apply -var=db_password=***'],
  ['helm install web --set a=1,password=hunter2', 'helm install web --set a=1,password=***'],
  ['sh -c "web --token hunter2 --port 80"', 'sh -c "web --token *** --port 80"'],
  ['connect --pwd hunter2', 'connect --pwd ***'],
  ['server --db-password "hunter2 and more" x', 'server --db-password *** x'],
  ['env PGPASSWORD=hunter2 LANG=C psql', 'env PGPASSWORD=*** LANG=C psql'],
  ['docker run -e POSTGRES_PASSWORD=hunter2 -e PORT=80 db', 'docker run -e POSTGRES_PASSWORD=*** -e PORT=80 db'],
  ['java -Ddb.password=hunter2 -jar x.jar', 'java -Ddb.password=*** -jar x.jar'],
  ['mysql -u root -phunter2 shop', 'mysql -u root -p*** shop'],
  ['mysqldump -phunter2 -P 3306', 'mysqldump -p*** -P 3306'],
  ['mysql -u root -p shop', 'mysql -u root -p shop'],
  ['node server.js -p 8080', 'node server.js -p 8080'],
  ['sshpass -p hunter2 ssh host', 'sshpass -p *** ssh host'],
  ['redis-cli -a hunter2 ping', 'redis-cli -a *** ping'],
  ['curl -u me:hunter2 http://host', 'curl -u me:*** http://host'],
  ["curl -H 'Authorization: Bearer hunter2' http://host", "curl -H 'Authorization: Bearer ***' http://host"],
  ['curl -H "X-Api-Key: hunter2" http://host', 'curl -H "X-Api-Key: ***" http://host'],
  ['curl http://host/x?access_token=hunter2&page=2', 'curl http://host/x?access_token=***&page=2'],
  ['server --password $PASSWORD --token=${TOKEN}', 'server --password $PASSWORD --token=${TOKEN}'],
  ['tool --no-password --author me --max-tokens 400', 'tool --no-password --author me --max-tokens 400'],
]

describe('a command line', () => {
  it.each(LINES)('as text: %s', (line, shown) => {
    expect(withoutSecrets(line)).toBe(shown)
    // What was masked once stays as it is.
    expect(withoutSecrets(shown)).toBe(shown)
  })
  it('as words: an option and its value are seen exactly, whatever is in them', () => {
    const line = [
      'server',
      '--password',
      'two words; and=more',
      '--api-key=a b',
      'postgres://a:b c@d',
      'mysql -px',
      'rest',
    ]
    expect(wordsWithoutSecrets(line)).toEqual([
      'server',
      '--password',
      '***',
      '--api-key=***',
      'postgres://a:b c@d',
      'mysql -p***',
      'rest',
    ])
    expect(wordsWithoutSecrets(['mysql', '-u', 'the root', '-phunter2'])).toEqual(['mysql', '-u', 'the root', '-p***'])
    expect(wordsWithoutSecrets(['node', 'server.js', '--port', '80'])).toEqual(['node', 'server.js', '--port', '80'])
  })
  it('inside data of any shape', () => {
    expect(dataWithoutSecrets({ at: 1, steps: [{ send: { command: ['stop', '--token', 'hunter2'] } }] })).toEqual({
      at: 1,
      steps: [{ send: { command: ['stop', '--token', '***'] } }],
    })
  })
})

it('a long text costs no more than its length, whatever is in it', () => {
  const hostile = ['a', '-a', 'a://b:', '"a":"', 'eyJ-', 'docker ', '--key ', "-'", 'x_', ' =', 'a.a-'].map((part) =>
    part.repeat(Math.ceil(100_000 / part.length)),
  )
  for (const text of hostile) {
    const began = performance.now()
    withoutSecrets(text)
    expect(performance.now() - began).toBeLessThan(2_000)
  }
})
