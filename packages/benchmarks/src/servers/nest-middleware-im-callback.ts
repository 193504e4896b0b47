import { ImCallbackAppModule } from './nest/im-callback.js'
import { serveBehindMiddleware } from './nest/serve.js'

await serveBehindMiddleware(ImCallbackAppModule)
