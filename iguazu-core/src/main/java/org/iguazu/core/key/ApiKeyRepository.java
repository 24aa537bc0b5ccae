package org.iguazu.core.key;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface ApiKeyRepository extends JpaRepository<ApiKeyEntity, String> {

  List<ApiKeyEntity> findAllByOrderByCreatedAt();
}
