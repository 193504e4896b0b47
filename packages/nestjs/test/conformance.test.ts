import { adapterConformance } from '@im-callback/testing/conformance'
import { nestServer } from './support/under-test.js'

for (const platform of ['Express', 'Fastify'] as const) {
  adapterConformance({
    name: `Nest on ${platform}`,
    bodyStates: { untouched: nestServer(platform, { anyPath: true }) },
    mounts: {
      'with bodyParser: false': nestServer(platform, { bodyParser: false }),
      'with rawBody: true': nestServer(platform, { rawBody: true }),
    },
  })
}

adapterConformance({
  name: 'Nest on Express, behind middleware and parsers',
  bodyStates: {
    untouched: nestServer('Express', {
      anyPath: true,
      prepare: (app) => void app.use((_req: unknown, _res: unknown, next: () => void) => next()),
    }),
  },
})
