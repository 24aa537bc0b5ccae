package org.iguazu.core.catalog;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface JobRepository extends JpaRepository<JobEntity, String> {

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select job from JobEntity job where job.name = :name")
  Optional<JobEntity> lock(String name);

  List<JobEntity> findByNameGreaterThanOrderByName(String after, Limit limit);
}
