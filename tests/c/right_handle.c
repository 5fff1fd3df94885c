/* wrong_handle.c with the right function, so nothing else can be wrong with it. */
#include "exomt.h"

exomt_status release(exomt_app app);

exomt_status release(exomt_app app)
{
    return exomt_app_free(app);
}
