/**
 * The technologies that the kept list lacks or has under another name, one a line:
 *
 *     Name | kinds, and "hosted" | other names | phrases that hold a name and mean something else
 *
 * A name with `=` in front is an ordinary word too, and counts only with exactly this capitalisation. `Next.js` stands
 * for "NextJS" and "Next JS" as well.
 */
export const TECHNOLOGY_TABLE = `
Clojure | language
COBOL | language
CoffeeScript | language
C++ | language
C# | language | C Sharp
F# | language
=Bash | language
=Dart | language
=Elixir | language
Erlang | language
=Go | language | Golang | Go live, Go to, Go back, Go ahead, Go through, Go over, Go beyond, Go away, Go up, Go down, Go there, Go into, Go straight, Go public
Groovy | language
Haskell | language
HTML | other
CSS | other
SCSS | other
JSX | other
GLSL | other
Java | language
JavaScript | language | =JS, ECMAScript
Kotlin | language
Lua | language
MATLAB | language
Objective-C | language
Perl | language
PHP | language
PL/pgSQL | language
PowerShell | language
Python | language | CPython
=Ruby | language
=Rust | language
=Scala | language
Solidity | language
=Swift | language
TypeScript | language | =TS
Visual Basic .NET | language | VB.NET, Visual Basic
=Zig | language
Node.js | runtime | =Node | Node type, Node types, Node label, Node labels, Node properties, Node property, Node name, Node size, Node count, Node id
Deno | runtime
=Bun | runtime
.NET | runtime | .NET Core, .NET Framework, dotnet
=Capacitor | runtime | CapacitorJS
=Cordova | runtime | Apache Cordova
Next.js | frontend backend | =Next | Next step, Next steps, Next day, Next week, Next month, Next quarter, Next year, Next time, Next page, Next to, Next up, Next of kin, Next button, Next review, Next action, Next version, Next phase, Next release, Next item
Next.js API Routes | backend | Next.js API Route, Next API Routes, Next.js API, Next.js Route Handlers, Next.js Route Handler, Next.js Server Actions
Nuxt | frontend backend | Nuxt.js
SvelteKit | frontend backend | Svelte Kit
=Remix | frontend backend | Remix Run, Remix.run, RemixJS | Remix of, Remix album, Remix track
RedwoodJS | frontend backend | Redwood.js
Blitz.js | frontend backend
TanStack Start | frontend backend
SolidStart | frontend backend
=Meteor | frontend backend | Meteor.js
WordPress | frontend backend
Drupal | frontend backend
Joomla | frontend backend | Joomla!
=Bubble | frontend backend hosted | Bubble.io
Blazor | frontend backend
=React | frontend | React.js | React to
Vue.js | frontend | Vue
=Angular | frontend | AngularJS, Angular.js
=Svelte | frontend | Svelte.js
=Astro | frontend | Astro.js, Astro.build
Gatsby | frontend | Gatsby.js
SolidJS | frontend | Solid.js, Solid JS
=Ember | frontend | Ember.js
Preact | frontend | Preact.js
=Qwik | frontend | Qwik.js, Qwik City
HTMX | frontend
Alpine.js | frontend
Inferno.js | frontend
Mithril.js | frontend
StencilJS | frontend | Stencil.js
LitElement | frontend | Lit.js, Lit Element
UmiJS | frontend | Umi.js
Aurelia | frontend
Backbone.js | frontend
jQuery | frontend
Electron.js | frontend runtime | =Electron
Tauri | frontend runtime
Dioxus | frontend
=Flutter | frontend
React Native | frontend
=Expo | frontend | ExpoJS, Expo.dev
=Ionic | frontend | Ionic Framework
.NET MAUI | frontend
SwiftUI | frontend
Jetpack Compose | frontend
Streamlit | frontend
Gradio | frontend
Eleventy | frontend | 11ty
Docusaurus | frontend
Jekyll | frontend
VitePress | frontend
VuePress | frontend
Hexo | frontend | Hexo.js
Gridsome | frontend
Webflow | frontend hosting hosted
=Framer | frontend hosting hosted
=Wix | frontend hosting hosted | Wix.com
Squarespace | frontend hosting hosted
Shopify Hydrogen | frontend
FastAPI | backend | =Fast API
Django | backend
Django REST Framework | backend | DRF
=Flask | backend | | Flask of
Starlette | backend
Litestar | backend
Sanic | backend
=Tornado | backend
aiohttp | backend
Express.js | backend | =Express | Express delivery, Express deliveries, Express shipping, Express checkout, Express check-in, Express lane, Express mail, Express train, American Express, Express consent, Express permission, Express order, Express orders
Fastify | backend | Fastify.js
NestJS | backend | Nest.js, =Nest
=Koa | backend | Koa.js
=Hono | backend | Hono.js
Hapi.js | backend
FeathersJS | backend | Feathers.js
LoopBack | backend
AdonisJS | backend | Adonis.js
ElysiaJS | backend | Elysia.js
Sails.js | backend
EffectJS | other | Effect.ts
tRPC | other
GraphQL | other | Graph QL
Apollo GraphQL | other | Apollo Server
Remult | backend
Encore.ts | backend
Ruby on Rails | backend | =Rails, RoR
Hanami | backend
Laravel | backend
Symfony | backend
CodeIgniter | backend
CakePHP | backend
Laminas | backend
Slim Framework | backend
Yii2 | backend | Yii
Spring Boot | backend | SpringBoot, Spring Framework
Quarkus | backend
Micronaut | backend
Ktor | backend
Vert.x | backend
Dropwizard | backend
Play Framework | backend
Grails | backend
ASP.NET Core | backend | ASP.NET, ASP.NET MVC
=Phoenix | backend | Phoenix Framework, Phoenix LiveView
=Gin | backend | Gin Gonic, Gin Framework | Gin and tonic, Gin tonic
=Fiber | backend | GoFiber, Fiber Framework | Fiber optic, Fiber optics
Echo Framework | backend
go-chi | backend
Actix | backend | Actix Web
Axum | backend
Rocket.rs | backend
Vapor Framework | backend
Hasura | backend
PostgREST | backend
Directus | backend
Strapi | backend
Payload CMS | backend
Appwrite | backend database hosting
PocketBase | backend database
Parse Server | backend
Xano | backend hosting hosted
PostgreSQL | database | Postgres, Postgre, PostgresSQL, psql
MySQL | database
MariaDB | database | Maria DB
SQLite | database | SQLite3
Microsoft SQL Server | database | SQL Server, MS SQL, MSSQL, MS SQL Server
Oracle Database | database | Oracle DB, OracleDB
IBM Db2 | database | Db2
Microsoft Access | database | MS Access
MongoDB | database | Mongo, Mongo DB
Neo4j | database
FalkorDB | database
Memgraph | database
ArangoDB | database
Kuzu | database
Dgraph | database
JanusGraph | database
OrientDB | database
CockroachDB | database
YugabyteDB | database | Yugabyte
TiDB | database
Apache Cassandra | database | =Cassandra
ScyllaDB | database
Apache CouchDB | database | CouchDB
Couchbase | database
PouchDB | database
RavenDB | database
RethinkDB | database
SurrealDB | database
EdgeDB | database
CrateDB | database
OceanBase | database
Percona | database
TimescaleDB | database | =Timescale
QuestDB | database
InfluxDB | database
TDengine | database
ClickHouse | database
DuckDB | database
libSQL | database
H2 Database | database
NocoDB | database
Baserow | database
SeaTable | database
Airtable | database hosted | =Air Table
Google Sheets | database hosted | Google Sheet, GSheets, Google Spreadsheets
DynamoDB | database hosted | AWS DynamoDB, Amazon DynamoDB
AWS DocumentDB | database hosted | DocumentDB, AWS Document DB
AWS Neptune | database hosted
AWS Timestream | database hosted
AWS Aurora | database hosting hosted | Aurora Serverless, =Aurora
Firestore | database hosted | Firebase Firestore, Cloud Firestore, Google Firestore
Firebase Realtime Database | database hosted
Azure Cosmos DB | database hosted | Cosmos DB, CosmosDB
Azure SQL | database hosting hosted | Azure SQL Database
Google Cloud Spanner | database hosted | Cloud Spanner
Google Cloud Bigtable | database hosted | Bigtable
Google Cloud Datastore | database hosted
=Fauna | database hosted | FaunaDB
=Convex | database backend hosted | Convex.dev
DataStax | database hosted | Astra DB, AstraDB
Supabase | database hosting hosted
Firebase | database hosting hosted
PlanetScale | database hosting hosted
=Neon | database hosting hosted | NeonDB, Neon Postgres, Neon.tech | Neon sign, Neon signs, Neon light, Neon lights
Turso | database hosting hosted
MongoDB Atlas | database hosting hosted | Mongo Atlas
Neo4j Aura | database hosting hosted | Neo4j AuraDB, AuraDB
Xata | database hosting hosted
Timescale Cloud | database hosting hosted
CockroachDB Cloud | database hosting hosted
Aiven | hosting hosted
Crunchy Bridge | hosting hosted | Crunchy Data
ElephantSQL | hosting hosted
Nhost | hosting hosted
Vercel | hosting hosted
=Render | hosting hosted | Render.com | Render the, Render a, Render an, Render all, Render each, Render every, Render it, Render them, Render this, Render these, Render its, Render their, Render only, Render rooms, Render pages, Render page, Render templates, Render time, Render times, Render props, Render function, Render functions
Netlify | hosting hosted
=Railway | hosting hosted | Railway.app | Railway station, Railway stations, Railway line, Railway lines, Railway company, Railway ticket, Railway tickets, Railway museum
AWS | hosting hosted | Amazon Web Services
AWS RDS | hosting hosted | =RDS, AWS Relational Database Service
AWS EC2 | hosting hosted | EC2
AWS ECS | hosting hosted | =ECS, Elastic Container Service
AWS EKS | hosting hosted | =EKS, AWS Kubernetes, Elastic Kubernetes Service
AWS Fargate | hosting hosted | =Fargate, ECS Fargate, AWS ECS Fargate
AWS Lambda | hosting hosted | =Lambda | Lambda expression, Lambda expressions
AWS Elastic Beanstalk | hosting hosted | Elastic Beanstalk
AWS App Runner | hosting hosted | =App Runner
AWS Amplify | hosting hosted | AWS Amplify Hosting
AWS Lightsail | hosting hosted | Lightsail
AWS S3 | other hosted | S3, AWS Simple Storage Service
AWS API Gateway | other hosted
AWS CloudFront | other hosted | CloudFront
AWS Cognito | other hosted | Cognito
AWS SQS | other hosted | =SQS
AWS SES | other hosted | =SES, AWS Simple Email Service
AWS SNS | other hosted | =SNS, AWS Notification Service
AWS KMS | other hosted
AWS CloudWatch | other hosted | CloudWatch
AWS OpenSearch | other hosted | OpenSearch
AWS ElastiCache | other hosted | ElastiCache
AWS Redshift | other hosted
AWS CodeBuild | other hosted | AWS Code Build
AWS CodePipeline | other hosted | AWS Code Pipeline
Google Cloud | hosting hosted | GCP, Google Cloud Platform
Google Cloud Run | hosting hosted | =Cloud Run
Google App Engine | hosting hosted | =App Engine
Google Cloud Functions | hosting hosted | GCP Functions
Google Compute Engine | hosting hosted | Google Compute, Compute Engine
Google Kubernetes Engine | hosting hosted | Google Kubernetes, =GKE
Google Cloud SQL | hosting hosted | =Cloud SQL
Google BigQuery | other hosted | BigQuery, Google Cloud BigQuery
Google Pub/Sub | other hosted | Google PubSub, Google Cloud Pub/Sub
Google DNS | other hosted | Google Cloud DNS
Google Maps | other hosted
Google Translate | other hosted
Azure | hosting hosted | Microsoft Azure
Azure App Service | hosting hosted
Azure Functions | hosting hosted
Azure Container Apps | hosting hosted
Azure Kubernetes Service | hosting hosted | Azure Kubernetes, AKS
Azure Static Web Apps | hosting hosted
Heroku | hosting hosted
Fly.io | hosting hosted | Flyio
DigitalOcean | hosting hosted | Digital Ocean
Hetzner | hosting hosted | Hetzner Cloud
Cloudflare | hosting hosted
Cloudflare Pages | hosting hosted
Cloudflare Workers | hosting hosted | Cloudflare Worker
Cloudflare D1 | database hosting hosted
Alibaba Cloud | hosting hosted
IBM Cloud | hosting hosted
Oracle Cloud | hosting hosted | Oracle Cloud Infrastructure
Tencent Cloud | hosting hosted
OVHcloud | hosting hosted | OVH
Scaleway | hosting hosted
Hostinger | hosting hosted
Linode | hosting hosted | Akamai Cloud
Vultr | hosting hosted
Koyeb | hosting hosted
Northflank | hosting hosted
Platform.sh | hosting hosted
Upsun | hosting hosted
Qovery | hosting hosted
Deno Deploy | hosting hosted
GitHub Pages | hosting hosted
GitLab Pages | hosting hosted
Replit | hosting hosted
Exoscale | hosting hosted
Infomaniak | hosting hosted
PythonAnywhere | hosting hosted
WP Engine | hosting hosted
IONOS | hosting hosted
Zeabur | hosting hosted
Equinix | hosting hosted
Kubernetes | hosting | K8s
OpenShift | hosting
=Dokku | hosting
=Coolify | hosting
CapRover | hosting
Nextcloud | other
Akamai | other hosted
Apple | other hosted
Fastly | other hosted
Google Cloud Tasks | other hosted
Elastic Cloud | other hosted
Supabase Edge Functions | backend hosted | Supabase Functions
Anthropic | llm hosted
Claude | llm hosted | Claude Opus, Claude Sonnet, Claude Haiku
Claude Code | llm hosted
OpenAI | llm hosted | =Open AI
ChatGPT | llm hosted | Chat GPT
GPT | llm hosted | GPT-3, GPT-3.5, GPT-3.5 Turbo, GPT-4, GPT-4 Turbo, GPT-4o, GPT-4o mini, GPT-4.1, GPT-4.1 mini, GPT-4.1 nano, GPT-4.5, GPT-5, GPT-5 mini, GPT-5 nano, GPT4, GPT4o, GPT5
OpenAI Codex | llm hosted
Azure OpenAI | llm hosted | Azure OpenAI Service
AWS Bedrock | llm hosted | =Bedrock
Gemini | llm hosted | Google Gemini, Gemini AI, Gemini Pro, Gemini Flash
Google Vertex AI | llm hosted | Vertex AI, VertexAI, Google Cloud Vertex AI
Mistral | llm hosted | Mistral AI, MistralAI
Mixtral | llm
=Cohere | llm hosted | =COHERE, Cohere AI
Groq | llm hosted
xAI | llm hosted
=Grok | llm hosted
DeepSeek | llm hosted
Perplexity | llm hosted | Perplexity AI
=Replicate | llm hosted | =REPLICATE, Replicate.com | Replicate the, Replicate a, Replicate all, Replicate to, Replicate data, Replicate it
Hugging Face | llm hosted | HuggingFace
OpenRouter | llm hosted
Together AI | llm hosted | Together.ai
Fireworks AI | llm hosted | Fireworks.ai
GitHub Copilot | llm hosted
Microsoft Copilot | llm hosted
Aleph Alpha | llm hosted
Voyage AI | llm hosted
=Llama | llm | =LLaMA, =LLAMA, Meta Llama, Llama.cpp
Ollama | llm
vLLM | llm
LM Studio | llm
LiteLLM | llm
Qwen | llm
=Gemma | llm | Google Gemma
LangChain | other
LangGraph | other
LlamaIndex | other | Llama Index
Stability AI | other hosted | Stable Diffusion
Midjourney | other hosted
Ideogram | other hosted | Ideogram.ai
Eleven Labs | other hosted | ElevenLabs
Deepgram | other hosted
AssemblyAI | other hosted
Pinecone | other hosted
Chroma DB | other | ChromaDB
Weaviate | other
Milvus | other | MilvusDB
Qdrant | other
pgvector | other
PostGIS | other
Redis | other
Valkey | other
Memcached | other
Elasticsearch | other | =Elastic Search
Algolia | other hosted
Apache Solr | other | Solr
Apache Kafka | other | Kafka
RabbitMQ | other | Rabbit MQ
BullMQ | other
Apache Spark | other
Apache Tika | other
NATS | other
HashiCorp Vault | other
HashiCorp Consul | other
Pydantic | other
SQLModel | other
SQLAlchemy | other
Alembic | other
=Celery | other
Gunicorn | other
Uvicorn | other
Psycopg | other | psycopg2
HTTPX | other
NumPy | other
pandas | other | | giant pandas, red pandas
Telethon | other
ReportLab | other
WeasyPrint | other
BeautifulSoup | other | =Beautiful Soup
Scrapy | other
pytest | other
Playwright | other
Cypress.io | other | =Cypress
Vitest | other
=Jest | other
=Testing Library | other | React Testing Library
Selenium | other
Zustand | other
=Redux | other | Redux Toolkit, RTK Query
=MobX | other
TanStack Query | other | React Query
React Router | other | React Router DOM
React Hook Form | other
=React Email | other
Prisma | other | Prisma ORM
Drizzle ORM | other | =Drizzle
TypeORM | other
Mongoose.js | other | =Mongoose
Sequelize | other
Entity Framework | other | EF Core, Entity Framework Core
Hibernate ORM | other
Zod | other
Axios | other
NextAuth.js | other | Auth.js
Better Auth | other | BetterAuth
Tailwind CSS | other | TailwindCSS, =Tailwind
shadcn/ui | other | shadcn
Material UI | other | =MUI
Radix UI | other
Chakra UI | other
Mantine UI | other | =Mantine
Ant Design | other
=Bootstrap | other
FullCalendar | other
Chart.js | other
D3.js | other | =D3
Three.js | other
Leaflet.js | other | =Leaflet
Mapbox | other hosted
OpenStreetMap | other hosted
Socket.io | other | Socket.IO
Vite | other
esbuild | other
Turborepo | other
Parcel.js | other
ESLint | other
Biome.js | other
Terraform | other
Ansible | other
Docker | other | Docker Compose
NGINX | other
Grafana | other
Grafana k6 | other
Prometheus | other
Sentry | other hosted | Sentry.io
Datadog | other hosted
=Better Stack | other hosted | BetterStack
Better Uptime | other hosted | BetterUptime
UptimeRobot | other hosted | Uptime Robot
=New Relic | other hosted | NewRelic
Stripe | other hosted
Mollie | other hosted
PayPal | other hosted
Lemon Squeezy | other hosted | LemonSqueezy
Square Payments | other hosted | Squareup
Twilio | other hosted
Twilio Segment | other hosted
SendGrid | other hosted | Twilio SendGrid
=Postmark | other hosted | PostmarkApp
=Resend | other hosted | Resend.com | Resend the, Resend a, Resend it, Resend link, Resend code, Resend email, Resend e-mail, Resend invitation, Resend invitations
Mailgun | other hosted
Mailchimp | other hosted
MessageBird | other hosted
Vonage | other hosted
=Pusher | other hosted
=Ably | other hosted
Auth0 | other hosted
Clerk.com | other hosted | Clerk Auth, Clerk.dev
Okta | other hosted
Keycloak | other
Supabase Auth | other hosted
Supabase Storage | other hosted
Supabase Realtime | other hosted
Firebase Auth | other hosted | Firebase Authentication
Inngest | other hosted
Trigger.dev | other hosted
Temporal.io | other
Zapier | other hosted
Make.com | other hosted | Integromat
n8n | other
=Sanity | other hosted | Sanity.io | Sanity check, Sanity checks
Ghost CMS | other
Retool | other hosted
Typeform | other hosted
Tally.so | other hosted
Calendly | other hosted
Cal.com | other hosted
Monday.com | other hosted
Linear.app | other hosted
Box.com | other hosted | =Box | Box office, Box number, Box size, Box plan, Letter Box, PO Box, P.O. Box
HubSpot | other hosted
Salesforce | other hosted
QuickBooks | other hosted
Xero | other hosted
Microsoft Excel | other | MS Excel, =Excel
Microsoft Teams | other hosted | MS Teams
Microsoft Outlook | other hosted | MS Outlook
Microsoft SharePoint | other hosted | =SharePoint
GitHub | other hosted
GitHub Actions | other hosted
GitLab CI | other hosted
LaunchDarkly | other hosted
Backblaze B2 | other hosted | Backblaze
UploadThing | other hosted
Uploadcare | other hosted
Cloudinary | other hosted
`;

/** How names of the kept list are spelled, where it differs. */
export const SPELLINGS = `
GitLab PrestaShop GitBook LinkedIn PyTorch TensorFlow PagerDuty DocuSign BrowserStack DeepSource RuboCop IFTTT
`;

/**
 * Keys of the kept list that are left out: words, names and letters that say something else in running text, and
 * products whose parts say more one by one, such as "Railway" and "Redis".
 */
export const LEFT_OUT = `
ada adobe apacheCordova apachetika apiplatform asdf aspnet assemble atlassian aws.ec2 aws.ecs aws.eks aws.kafka aws.mq
azure.mariadb azure.mysql azure.postgres azure.redis azure.sql box browseruse builtwithfern bundler c caddy cargo chef
clerk concourseci consul dieselrs discourse doctrinephp expodev expojs fabric fathom gcp.aiplatform ghost goacmelego
goent google hanko hashicorp_vault hugo hypertune infernojs intuit kong lago lighthouse linear litjs microsoft monday
orysh ovh.database ovh.dedicated ovh.kubernetes ovh.vps paddle parceljs payloadcms phpcomposer phppest plausible poetry
polarsh qovery.cluster qovery.database r railway.mongodb railway.mysql railway.postgres railway.redis refinedev
replit.database replit.postgres sap sas scaleway.container scaleway.database scaleway.documentdb scaleway.elasticmetal
scaleway.function scaleway.kubernetes scaleway.redis segment sequelruby simpleicons sitecore slatedocs splitio squareup
stenciljs supabase.postgres swc twigphp twitter upstash.redis useautumn useparagon vale vercel.edge vercel.functions
vercel.postgres vialink vuejs wasp withorb wiz
`;
