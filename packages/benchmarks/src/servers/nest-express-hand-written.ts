import { HandWrittenModule } from './nest/hand-written.js'
import { serveOnExpress } from './nest/serve.js'

await serveOnExpress(HandWrittenModule)
