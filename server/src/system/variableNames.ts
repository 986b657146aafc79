/*
 * What the names of environment variables tell.
 */

/** Prefixes by which build tools put a variable into what every visitor gets. */
const PUBLIC = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VITE|REACT_APP|VUE_APP|PUBLIC)_/;
const SECRET_WORD =
  /(?:^|_)(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PWD|CREDENTIALS?|SECRET_KEY_BASE)(?:_BASE64|_B64|_HEX|_V?\d{1,2})?$/;
const CONNECTION =
  /(?:^|_)(?:DATABASE|DB|REDIS|MONGO|MONGODB|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|AMQP|RABBITMQ|CLOUDAMQP|SUPABASE_DB|BROKER|SMTP)_(?:URL|URI|DSN|CONNECTION_STRING)$/;
/** Keys that nobody hides: parts of a schema or of a cache, and the open half of a pair. */
const OPEN_KEY =
  /(?:^|_)(?:PRIMARY|FOREIGN|UNIQUE|COMPOSITE|PARTITION|SORT|RANGE|SHARD|ROUTING|CACHE|IDEMPOTENCY|PUBLIC|PUBLISHABLE|ANON|LOOKUP|OBJECT|STORAGE|TRANSLATION|DEDUP|GROUP|SITE)_KEYS?$/;

/** Whether the value of a variable is a secret, by its name: a key, token, password or connection string. */
export function isSecretName(name: string): boolean {
  if (PUBLIC.test(name) || OPEN_KEY.test(name)) return false;
  return SECRET_WORD.test(name) || isConnectionName(name);
}

/** Whether a variable holds the address of a database or the like, with the password in it. */
export function isConnectionName(name: string): boolean {
  return CONNECTION.test(name);
}
