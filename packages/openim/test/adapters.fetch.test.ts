import { getRequestListener } from '@hono/node-server'
import { createFetchHandler } from '@im-callback/core/fetch'
import { adapterConformance, listen } from '@im-callback/testing/conformance'
import { Hono } from 'hono'
import { openimPlatform } from './support/platform.js'

const serve = (app: Hono) => listen(getRequestListener(app.fetch))

adapterConformance(
  {
    name: 'fetch, in Hono',
    bodyStates: {
      untouched: (im) => {
        const handle = createFetchHandler(im)
        return serve(new Hono().all('*', ({ req }) => handle(req.raw)))
      },
    },
    mounts: {
      'at a path with a star': (im) => {
        const handle = createFetchHandler(im)
        return serve(new Hono().post('/im/callback/*', ({ req }) => handle(req.raw)))
      },
    },
  },
  openimPlatform,
)
