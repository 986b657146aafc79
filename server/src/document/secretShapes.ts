/*!
 * Some of the shapes below (AWS, GitHub, Slack, npm, SendGrid, Shopify, Linear, 1Password, OpenAI, private keys) follow
 * the rules of secretlint 10 (https://github.com/secretlint/secretlint), Copyright (c) 2020 azu, under the MIT licence:
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
 * documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
 * rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
 * persons to whom the Software is furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
 * Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
 * COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
 * OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 *
 * The others are what the makers of the keys document.
 */

/** What keys and tokens of one kind look like. */
export interface SecretShape {
  readonly pattern: RegExp;
  /** What a variable that holds one is usually called. */
  readonly name: string;
  /** Words can have this shape too: only what looks drawn by chance counts. */
  readonly drawn?: true;
}

/** Keys and tokens that are known by how they look. Every quantifier has a bound: any text may be searched for them. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    name: "PRIVATE_KEY",
    pattern:
      /-----BEGIN ?((?:[A-Z]{2,16} )?PRIVATE KEY(?: BLOCK)?)-----[^-]{40,10000}(?:-[^-]{1,10000}){0,20}-----END ?\1-----/g,
  },
  { name: "AWS_ACCESS_KEY_ID", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    name: "AWS_SECRET_ACCESS_KEY",
    pattern: /(?<=secret_?access_?key["'`]?\s{0,3}(?::|=>|=)\s{0,3}["'`]?)[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi,
  },
  { name: "GITHUB_TOKEN", pattern: /\bgh[pousr]_[A-Za-z0-9_]{36,255}\b/g },
  { name: "GITHUB_TOKEN", pattern: /\bgithub_pat_[A-Za-z0-9_]{40,255}\b/g },
  { name: "GITLAB_TOKEN", pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[A-Za-z0-9_-]{20,255}/g },
  { name: "NPM_TOKEN", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { name: "NPM_TOKEN", pattern: /(?<=_authToken=)[A-Za-z0-9_-]{20,255}/g, drawn: true },
  { name: "PYPI_TOKEN", pattern: /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,1000}/g },
  { name: "STRIPE_SECRET_KEY", pattern: /\b[rs]k_live_[A-Za-z0-9]{16,255}\b/g },
  { name: "WEBHOOK_SECRET", pattern: /\bwhsec_[A-Za-z0-9+/=]{24,255}/g },
  { name: "MOLLIE_API_KEY", pattern: /(?<![A-Za-z0-9_])live_[A-Za-z0-9]{30,64}\b/g, drawn: true },
  { name: "SQUARE_ACCESS_TOKEN", pattern: /\b(?:sq0atp|sq0csp)-[A-Za-z0-9_-]{22,60}/g },
  { name: "SHOPIFY_ACCESS_TOKEN", pattern: /\bshp(?:pa|ca|at|ss)_[A-Fa-f0-9]{32,64}\b/g },
  { name: "SLACK_TOKEN", pattern: /\b(?:xox[abeoprs]|xapp)-(?:[A-Za-z0-9]{1,80}-){1,8}[A-Za-z0-9]{8,200}\b/g },
  {
    name: "SLACK_WEBHOOK_URL",
    pattern: /https:\/\/hooks\.slack\.com\/services\/T[A-Za-z0-9]{5,40}\/B[A-Za-z0-9]{5,40}\/[A-Za-z0-9]{16,40}/g,
  },
  {
    name: "DISCORD_WEBHOOK_URL",
    pattern: /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[A-Za-z0-9_-]{60,80}/g,
  },
  { name: "TELEGRAM_BOT_TOKEN", pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g },
  { name: "GOOGLE_API_KEY", pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { name: "GOOGLE_CLIENT_SECRET", pattern: /\bGOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/g },
  { name: "SENDGRID_API_KEY", pattern: /(?<![A-Za-z])SG\.[A-Za-z0-9_-]{16,128}\.[A-Za-z0-9_-]{16,128}/g },
  { name: "BREVO_API_KEY", pattern: /\bxkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}\b/g },
  { name: "MAILGUN_API_KEY", pattern: /\bkey-[a-f0-9]{32}\b/g },
  { name: "RESEND_API_KEY", pattern: /\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}\b/g, drawn: true },
  { name: "AIRTABLE_TOKEN", pattern: /\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}\b/g },
  { name: "NOTION_TOKEN", pattern: /\bntn_[A-Za-z0-9]{40,60}\b/g },
  { name: "LINEAR_API_KEY", pattern: /\blin_api_[A-Za-z0-9_]{32,128}\b/g },
  { name: "OP_SERVICE_ACCOUNT_TOKEN", pattern: /\bops_ey[A-Za-z0-9+/=]{100,1280}/g },
  { name: "SENTRY_AUTH_TOKEN", pattern: /\bsntry[su]_[A-Za-z0-9+/=_]{40,400}/g },
  { name: "SUPABASE_ACCESS_TOKEN", pattern: /\b(?:sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{20,60})/g },
  { name: "DIGITALOCEAN_TOKEN", pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { name: "DATABRICKS_TOKEN", pattern: /\bdapi[a-f0-9]{32}\b/g },
  { name: "PLANETSCALE_PASSWORD", pattern: /\bpscale_(?:pw|tkn|oauth)_[A-Za-z0-9_.-]{32,64}/g },
  { name: "RENDER_API_KEY", pattern: /\brnd_[A-Za-z0-9]{24,64}\b/g, drawn: true },
  { name: "HF_TOKEN", pattern: /\bhf_[A-Za-z0-9]{34,40}\b/g },
  { name: "GROQ_API_KEY", pattern: /\bgsk_[A-Za-z0-9]{48,60}\b/g },
  { name: "REPLICATE_API_TOKEN", pattern: /\br8_[A-Za-z0-9]{37}\b/g },
  { name: "PERPLEXITY_API_KEY", pattern: /\bpplx-[A-Za-z0-9]{40,60}\b/g },
  { name: "ELEVENLABS_API_KEY", pattern: /\bsk_[a-f0-9]{48}\b/g },
  { name: "ANTHROPIC_API_KEY", pattern: /\bsk-ant-[A-Za-z0-9_-]{24,255}/g, drawn: true },
  { name: "OPENAI_API_KEY", pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{24,255}/g, drawn: true },
  { name: "AUTH_TOKEN", pattern: /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}/g },
];
