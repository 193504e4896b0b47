import { getRequestListener } from '@hono/node-server'
import { createFetchHandler } from '@im-callback/core/fetch'
import { adapterConformance, listen } from '@im-callback/testing/conformance'
import { Hono } from 'hono'

const serve = (app: Hono) => listen(getRequestListener(app.fetch))

adapterConformance({
  name: 'fetch, in Hono',
  bodyStates: {
    untouched: (im) => {
      const handle = createFetchHandler(im)
      return serve(new Hono().all('*', ({ req }) => handle(req.raw)))
    },
    drained: (im) => {
      const handle = createFetchHandler(im)
      return serve(
        new Hono().all('*', async ({ req }) => {
          await req.raw.arrayBuffer()
          return handle(req.raw)
        }),
      )
    },
  },
  mounts: {
    'at a path': (im) => {
      const handle = createFetchHandler(im)
      return serve(new Hono().basePath('/im').post('/callback', ({ req }) => handle(req.raw)))
    },
  },
})
