/* Passes an app where a credential belongs: must not compile. right_handle.c does. */
#include "exomt.h"

exomt_status release(exomt_app app);

exomt_status release(exomt_app app)
{
    return exomt_credential_free(app);
}
