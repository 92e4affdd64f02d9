# METADATA
# title: What rules ask of transport
# description: The places where traffic comes in, the certificates and the authorities that stay or come.
package keywright.lib.transports

import data.keywright.lib.rows

# alive are the places where traffic comes in.
alive := [place | some place in object.get(rows.inventory, "transports", []); rows.alive(place)]

# certificates are the certificates.
certificates := [one | some one in object.get(rows.inventory, "certificates", []); rows.alive(one)]

# authorities are the private authorities.
authorities := [one | some one in object.get(rows.inventory, "authorities", []); rows.alive(one)]
