import { createNodeHandler } from '@im-callback/core/node'
import { adapterConformance, listen } from '@im-callback/testing/conformance'
import { openimPlatform } from './support/platform.js'

adapterConformance(
  {
    name: 'node:http',
    bodyStates: { untouched: (im) => listen(createNodeHandler(im)) },
    mounts: {
      'at a path with a star': (im) => listen(createNodeHandler(im, { path: '/im/callback/*' })),
      'at the root': (im) => listen(createNodeHandler(im, { path: '/*' })),
    },
  },
  openimPlatform,
)
