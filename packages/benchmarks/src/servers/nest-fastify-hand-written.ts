import { HandWrittenModule } from './nest/hand-written.js'
import { serveOnFastify } from './nest/serve.js'

await serveOnFastify(HandWrittenModule)
