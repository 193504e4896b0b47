import { HandWrittenModule } from './nest/hand-written.js'
import { serveBehindMiddleware } from './nest/serve.js'

await serveBehindMiddleware(HandWrittenModule)
