import { buffer, text } from 'node:stream/consumers'
import { createNodeHandler, type NodeRequest } from '@im-callback/core/node'
import { adapterConformance, listen, type StartServer } from '@im-callback/testing/conformance'

/** A server where something has put this on the request before. */
const leaving =
  (make: (req: NodeRequest) => Promise<object>): StartServer =>
  (im) => {
    const handle = createNodeHandler(im)
    return listen((req, res) => {
      make(req).then(
        (left) => handle(Object.assign(req, left), res),
        () => res.destroy(),
      )
    })
  }

adapterConformance({
  name: 'node:http',
  bodyStates: {
    untouched: (im) => listen(createNodeHandler(im)),
    rawBody: leaving(async (req) => ({ rawBody: await buffer(req) })),
    bytes: leaving(async (req) => ({ body: await buffer(req) })),
    text: leaving(async (req) => ({ body: await text(req) })),
    drained: leaving(async (req) => ({ size: (await buffer(req)).length })),
  },
  mounts: {
    'at a path': (im) => listen(createNodeHandler(im, { path: '/im/callback' })),
  },
})
