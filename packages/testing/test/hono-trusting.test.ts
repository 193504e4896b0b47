import { getRequestListener } from '@hono/node-server'
import { createFetchHandler } from '@im-callback/core/fetch'
import { adapterConformance, listen } from '@im-callback/testing/conformance'
import { Hono } from 'hono'

adapterConformance({
  name: 'fetch, in Hono, with trustContentLength',
  bodyStates: {
    untouched: (im) => {
      const handle = createFetchHandler(im, { trustContentLength: true })
      return listen(getRequestListener(new Hono().all('*', ({ req }) => handle(req.raw)).fetch))
    },
  },
})
